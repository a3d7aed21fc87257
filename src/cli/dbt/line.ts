import type { Json } from '../../core/json.ts';

/** dbt's levels of log lines, least first. */
export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** One of dbt's levels. */
export type Level = (typeof LEVELS)[number];

/** Data of a log line; numbers may be fractions. */
export type LineData = { readonly [key: string]: Json };

/** One line of dbt's log: an event under dbt's name, with its text. */
export interface DbtLine {
  /** dbt's event name: `LogModelResult`. */
  readonly name: string;
  /** dbt's event code: `Q012`. */
  readonly code: string;
  readonly level: Level;
  readonly msg: string;
  /** The text in lines of JSON, where it is another one. */
  readonly jsonMsg?: string;
  readonly data: LineData;
  /** Data that was asked for: no time in front, and shown with --quiet. */
  readonly print?: boolean;
  /** For people only: dbt has no such line, and lines of JSON are its own. */
  readonly textOnly?: boolean;
}

/** Makes a line; the code comes with the name. */
export const line = (name: string, level: Level, msg: string, data: LineData = {}): DbtLine => ({
  name,
  code: CODES[name] ?? 'Z050',
  level,
  msg,
  data,
});

/** An empty line between parts of the log. */
export const gap = (level: Level = 'info'): DbtLine => line('Formatting', level, '', { msg: '' });

/** dbt's codes by event name. */
const CODES: Readonly<Record<string, string>> = {
  MainReportVersion: 'A001',
  MainReportArgs: 'A002',
  ProjectCreated: 'A026',
  AdapterRegistered: 'E034',
  ConnectionUsed: 'E015',
  SQLQuery: 'E016',
  SQLQueryStatus: 'E017',
  CatalogWritten: 'E042',
  BuildingCatalog: 'E044',
  CannotGenerateDocs: 'E043',
  FinishedRunningStats: 'E047',
  JinjaLogWarning: 'I061',
  JinjaLogInfo: 'I062',
  JinjaLogDebug: 'I063',
  ParseInlineNodeError: 'I069',
  UnusedResourceConfigPath: 'I051',
  NoNodeForYamlKey: 'I058',
  MicrobatchModelNoEventTimeInputs: 'I074',
  InvalidConcurrentBatchesConfig: 'I075',
  MicrobatchMacroOutsideOfBatchesDeprecation: 'D020',
  NodeNotFoundOrDisabled: 'I060',
  NoNodesForSelectionCriteria: 'M030',
  StateCheckVarsHash: 'I025',
  PackageRedirectDeprecation: 'D001',
  DepsNoPackagesFound: 'M013',
  DepsStartPackageInstall: 'M014',
  DepsInstallInfo: 'M015',
  DepsUpdateAvailable: 'M016',
  DepsUpToDate: 'M017',
  DepsListSubdirectory: 'M018',
  DepsNotifyUpdatesAvailable: 'M019',
  DepsUnpinned: 'M029',
  DepsLockUpdating: 'M031',
  DepsAddPackage: 'M032',
  DepsFoundDuplicatePackage: 'M033',
  DepsScrubbedPackageName: 'M035',
  DepsCreatingLocalSymlink: 'Z037',
  DepsSymlinkNotAvailable: 'Z038',
  PackageNodeDependsOnRootProjectNode: 'I077',
  DuplicateYAMLKeysDeprecation: 'D024',
  CustomKeyInObjectDeprecation: 'D027',
  ArtifactWritten: 'P001',
  RunningOperationCaughtError: 'Q001',
  CompileComplete: 'Q002',
  FreshnessCheckComplete: 'Q003',
  SeedHeader: 'Q004',
  LogTestResult: 'Q007',
  LogNodeResult: 'Q008',
  LogStartLine: 'Q011',
  LogModelResult: 'Q012',
  LogSnapshotResult: 'Q015',
  LogFunctionResult: 'Q047',
  LogSeedResult: 'Q016',
  LogFreshnessResult: 'Q018',
  LogNodeNoOpResult: 'Q019',
  LogCancelLine: 'Q022',
  DefaultSelector: 'Q023',
  NodeStart: 'Q024',
  NodeFinished: 'Q025',
  ConcurrencyLine: 'Q027',
  MicrobatchExecutionDebug: 'Q044',
  LogStartBatch: 'Q045',
  LogBatchResult: 'Q046',
  GenericExceptionOnRun: 'W004',
  LogHookStartLine: 'Q032',
  LogHookEndLine: 'Q033',
  SkippingDetails: 'Q034',
  NothingToDo: 'Q035',
  NoNodesSelected: 'Q038',
  CommandCompleted: 'Q039',
  ShowNode: 'Q041',
  CompiledNode: 'Q042',
  CatchableExceptionOnRun: 'W002',
  FoundStats: 'W006',
  MainKeyboardInterrupt: 'Z001',
  MainEncounteredError: 'Z002',
  CheckCleanPath: 'Z012',
  ConfirmCleanPath: 'Z013',
  FinishedCleanPaths: 'Z015',
  Formatting: 'Z017',
  RunResultWarning: 'Z021',
  RunResultFailure: 'Z022',
  StatsLine: 'Z023',
  RunResultError: 'Z024',
  SQLCompiledPath: 'Z026',
  CheckNodeTestFailure: 'Z027',
  EndOfRunSummary: 'Z030',
  RunResultWarningMessage: 'Z046',
  DebugCmdOut: 'Z047',
  Note: 'Z050',
  PrintEvent: 'Z052',
};
