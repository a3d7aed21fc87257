import type { ProjectFile } from '../../project/project.ts';
import type { YamlDocument, YamlPath } from '../../project/yaml.ts';
import type { Template } from '../../template/index.ts';
import type { Captured } from './captured.ts';

/** Whose mentions are asked for. */
export interface CaptureRequest {
  /** Of its file, as users see it. */
  readonly path: string;
  readonly id: string;
  /** The properties that its config was read from, if any. */
  readonly entry: { readonly document: YamlDocument; readonly path: YamlPath } | null;
}

/** Does parts of parsing, or remembers what came of them the last time. What fails is not remembered. */
export interface ParseMemory {
  /** A properties file as data. */
  yaml(file: ProjectFile, text: string): YamlDocument;
  /** The template `source` of a file with this text. Throws TD3xx. */
  template(file: ProjectFile, text: string, source: string): Template;
  /** What a node mentions: remembered while its file, its properties and all that templates see are what they were. */
  capture(request: CaptureRequest, work: () => Captured): Captured;
}
