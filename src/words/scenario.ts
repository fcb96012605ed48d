import type {FieldName} from "../scenario/scenario.ts";

/** What a field is called, what it does, and what its values are called. */
interface FieldWords {
  label: string;
  hint?: string;
  values?: Readonly<Record<string, string>>;
}

/** The fields of a scenario in one language. */
export type ScenarioWords = Readonly<Record<FieldName, FieldWords>>;
