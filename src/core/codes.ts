/** Every code that a diagnostic can have; `docs/reference/errors.md` lists the same, and a test keeps both equal. */

/** How bad it is: errors stop the project or the node, warnings are shown (and are errors with --warn-error). */
export type Level = 'error' | 'warn';

/** A row of the table: what the code means, its level, and the name dbt's --warn-error-options know it by. */
export interface CodeInfo {
  readonly title: string;
  readonly level: Level;
  /** dbt's event or deprecation name, where it has one. */
  readonly dbt?: string;
  /** A name of dbt's that --warn-error-options know it by, though dbt's log shows that event elsewhere only. */
  readonly alias?: string;
}

const error = (title: string, dbt?: string): CodeInfo => ({ title, level: 'error', ...(dbt ? { dbt } : {}) });
const warn = (title: string, dbt?: string): CodeInfo => ({ title, level: 'warn', ...(dbt ? { dbt } : {}) });

/**
 * Ranges: TD1xx project, profile, vars, YAML · TD2xx parse, properties, refs · TD3xx templates ·
 * TD4xx graph and selection · TD5xx running nodes · TD6xx warehouse · TD7xx files and artifacts · TD9xx usage.
 */
const TABLE = {
  // TD1xx project, profile, vars, YAML
  TD101: error('no project file'),
  TD102: error('YAML cannot be read'),
  TD103: warn('a key stands twice', 'DuplicateYAMLKeysDeprecation'),
  TD104: error('a key of the project file has a wrong value'),
  TD105: error('unknown key in the project file'),
  TD106: error('profile not found'),
  TD107: error('target not found'),
  TD108: error('a key of the profile is wrong or missing'),
  TD109: error('environment variable not set'),
  TD110: error('a secret may not be read here'),
  TD111: error('variable not set'),
  TD112: error('--vars cannot be read'),
  TD113: error('file is not UTF-8'),
  TD114: error('file cannot be read'),
  TD115: error('package missing or broken'),
  TD116: warn('both project.yml and dbt_project.yml are there'),
  TD117: error('this version of tsdbt does not fit require-dbt-version'),
  TD118: warn('deprecated spelling in the project'),
  TD119: error('package cannot be fetched'),
  TD120: error('package is not what was locked'),
  TD121: error('unsafe package refused'),
  TD122: warn('package has another name now', 'PackageRedirectDeprecation'),
  TD123: warn('git package is not pinned', 'DepsUnpinned'),
  TD124: warn('secret in an address of a package', 'DepsScrubbedPackageName'),
  // TD2xx parse, properties, refs
  TD201: error('ref not found'),
  TD202: error('source not found'),
  TD203: error('two resources share a name'),
  TD204: error('two resources share a relation'),
  TD205: { ...warn('unknown key in properties'), alias: 'CustomKeyInObjectDeprecation' },
  TD206: error('a property has a wrong value'),
  TD207: warn('properties for something that does not exist', 'NoNodeForYamlKey'),
  TD208: error('two properties describe the same resource'),
  TD209: warn('generic test not found'),
  TD210: error('doc block not found'),
  TD211: warn('empty model left out'),
  TD212: error('a config has a wrong value'),
  TD213: error('macro not found by dispatch'),
  TD214: error('ref of a disabled resource'),
  TD215: warn('a test depends on something that is missing or disabled', 'NodeNotFoundOrDisabled'),
  TD216: warn('unused configuration path in the project file', 'UnusedResourceConfigPath'),
  TD217: error('arguments of a generic test are wrong'),
  TD218: error('name of a resource is not allowed'),
  TD219: warn('deprecated spelling in properties'),
  TD220: error('materialization not found'),
  TD221: warn('a package depends on the root project', 'PackageNodeDependsOnRootProjectNode'),
  TD222: error('a unit test gives no rows for an input'),
  TD223: error('rows of a unit test do not fit the columns'),
  TD224: error('metric or measure not found'),
  TD225: error('semantic layer is not consistent', 'SemanticValidationFailure'),
  TD226: warn('a model is past its deprecation date', 'DeprecatedModel'),
  TD227: warn('ref of a model that is deprecated, or soon will be'),
  TD228: warn('properties of a macro do not fit its arguments', 'InvalidMacroAnnotation'),
  TD230: warn('a microbatch model has no input that can be filtered', 'MicrobatchModelNoEventTimeInputs'),
  TD231: warn('batches cannot run side by side here', 'InvalidConcurrentBatchesConfig'),
  TD232: warn(
    "a microbatch macro of the project's own runs without batches",
    'MicrobatchMacroOutsideOfBatchesDeprecation',
  ),
  TD233: warn('constraints that nothing enforces', 'UnsupportedConstraintMaterialization'),
  // TD3xx templates
  TD301: error('template syntax'),
  TD302: error('unclosed tag'),
  TD303: error('undefined name'),
  TD304: error('wrong arguments of a call'),
  TD305: error('wrong type in an expression'),
  TD306: error('unknown filter or test'),
  TD307: error('statement not offered'),
  TD308: error('template limit reached'),
  TD309: error('raised by the template'),
  TD311: warn('warned by the template', 'JinjaLogWarning'),
  TD312: error('ref or source was not seen while parsing'),
  TD313: error('an operation refs an ephemeral model'),
  TD314: error('a template queries with --no-introspect'),
  // TD4xx graph and selection
  TD401: error('cycle'),
  TD402: error('selector cannot be read'),
  TD403: warn('selection matches nothing', 'NoNodesForSelectionCriteria'),
  TD404: error('unknown selector method'),
  TD405: error('named selector not found or broken'),
  TD406: warn('a large seed cannot be compared', 'SeedExceedsLimitSamePath'),
  TD407: warn('a large seed has changed', 'SeedIncreased'),
  TD408: warn('a contract is broken', 'UnversionedBreakingChange'),
  TD409: error('a node to retry is not there any more'),
  // TD5xx running nodes
  TD501: error('statement failed in the warehouse'),
  TD502: error('data test failed'),
  TD503: warn('data test warned'),
  TD504: error('seed cannot be loaded'),
  TD505: warn('snapshot compares times of different types', 'SnapshotTimestampWarning'),
  TD506: error('cancelled'),
  TD507: error('hook failed'),
  TD508: error('operation not found'),
  TD509: error('freshness cannot be measured'),
  TD510: error('materialization returned no relation'),
  TD511: error('table is no history of this snapshot'),
  TD512: error('unit test failed'),
  TD513: error('timed out'),
  TD514: error('deadline reached'),
  TD515: error('relation cannot be dropped'),
  // TD6xx warehouse
  TD601: error('warehouse not known'),
  TD602: error('client library missing'),
  TD603: error('cannot connect'),
  TD604: error('database file is locked'),
  TD605: error('database file was made by a newer version'),
  TD606: error('not offered by this warehouse'),
  TD607: error('a name differs from a relation only by case'),
  TD608: error('another run builds the same relations'),
  // TD7xx files and artifacts
  TD701: error('file cannot be written'),
  TD702: error('disk is full'),
  TD703: error('refused to leave the project folder'),
  TD704: error('saved state missing or broken'),
  TD705: warn('state and target are one folder', 'WarnStateTargetEqual'),
  TD706: error('address cannot be listened on'),
  TD707: error('docs are not there'),
  TD708: error('the last run still goes on'),
  // TD9xx usage
  TD901: error('command line cannot be read'),
  TD902: error('internal error'),
  TD903: warn('deprecated spelling on the command line or in its variables'),
  TD904: error('the tool to compare with failed'),
  TD905: error('what is to be compared would be built where something else may be'),
} as const satisfies Record<string, CodeInfo>;

/** A stable code: `TD201`. */
export type Code = keyof typeof TABLE;

/** The table itself. */
export const CODES: Readonly<Record<Code, CodeInfo>> = TABLE;

/** The dbt name of a deprecation that a message begins with: `MissingArgumentsPropertyInGenericTestDeprecation: …`. */
export const deprecationOf = (message: string): string | undefined =>
  /^([A-Z]\w+Deprecation): /.exec(message)?.[1];
