/** What can be kept of the definitions of a file, so that the next process lists them without reading their bodies. */
import type { Block } from './blocks.ts';
import type { Definition, Parameter } from './index.ts';

/** A definition as it was found: plain data, valid for the very same text only. */
export interface SavedDefinition extends Block {
  readonly name: string;
  readonly tagName: string;
  readonly parameters: readonly Parameter[];
  readonly calls: readonly string[];
  readonly adapter?: string;
  readonly supportedLanguages?: readonly string[];
}

/** A definition that knows its block. */
interface Placed {
  readonly block: Block;
}

const isPlaced = (definition: Definition): definition is Definition & Placed => 'block' in definition;

/** The definitions of a template as data that JSON can hold. */
export function saveDefinitions(definitions: readonly Definition[]): SavedDefinition[] {
  return definitions
    .filter(isPlaced)
    .map(({ block, name, tagName, parameters, calls, adapter, supportedLanguages }) => ({
      ...block,
      name,
      tagName,
      parameters,
      calls,
      ...(adapter === undefined ? {} : { adapter }),
      ...(supportedLanguages === undefined ? {} : { supportedLanguages }),
    }));
}
