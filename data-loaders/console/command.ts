import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {InputError} from "./input-error.ts";

export const exitCodes = {done: 0, failed: 1, misused: 2, interrupted: 130} as const;

/** Invalid or missing arguments of a command. */
export class UsageError extends InputError {}

/** An option of a command; `value` names its value in capitals, and an option without a value is a switch. */
export interface OptionSpec {
  value?: string;
  help: string;
  required?: boolean;
  /** May be given several times. */
  multiple?: boolean;
  /** The value when the option is absent. */
  default?: string;
}

/** The arguments after the options. `required`: at least one; `multiple`: any number. */
export interface PositionalSpec {
  name: string;
  help: string;
  required?: boolean;
  multiple?: boolean;
  /** Whether it names a file or folder that must exist. */
  exists?: boolean;
}

type OptionValue<Spec extends OptionSpec> = Spec extends {value: string}
  ? Spec extends {multiple: true}
    ? string[]
    : Spec extends {required: true} | {default: string}
      ? string
      : string | undefined
  : boolean;

export type OptionValues<Specs extends Record<string, OptionSpec>> = {[Name in keyof Specs]: OptionValue<Specs[Name]>};

interface Arguments<Specs extends Record<string, OptionSpec>> {
  values: OptionValues<Specs>;
  positionals: string[];
}

/** A command for the terminal. */
export interface Command {
  /** How to call it, such as `npm run data --`. */
  name: string;
  about: string;
  /** What `--help` prints. */
  usage: () => string;
  /**
   * Reads the arguments, without running the command.
   * @returns a function that runs the command and returns its exit status
   * @throws UsageError for invalid arguments
   */
  prepare: (argv: readonly string[]) => (signal: AbortSignal) => Promise<number>;
}

export interface CommandSpec<Specs extends Record<string, OptionSpec>> {
  name: string;
  about: string;
  options?: Specs;
  positional?: PositionalSpec;
  /** Notes below the options. */
  notes?: string;
  /** Runs the command; without a result its exit status is 0. */
  run: (
    values: OptionValues<Specs>,
    context: {positionals: readonly string[]; signal: AbortSignal}
  ) => Promise<number | void>;
}

/** Defines a command with its options; any other argument is a UsageError. */
export function defineCommand<const Specs extends Record<string, OptionSpec> = Record<never, never>>(
  spec: CommandSpec<Specs>
): Command & {read: (argv: readonly string[]) => Arguments<Specs>} {
  const {name, about, run} = spec;
  const usage = () => describeUsage(spec);
  const read = (argv: readonly string[]) => readArguments(spec, argv) as Arguments<Specs>;
  return {
    name,
    about,
    usage,
    read,
    prepare(argv) {
      const {values, positionals} = read(argv);
      if ("help" in values) return printing(usage());
      return async (signal) => (await run(values, {positionals, signal})) ?? exitCodes.done;
    }
  };
}

/** Defines a command with subcommands, chosen by the first argument; each module loads only when chosen. */
export function defineCommandGroup({
  name,
  about,
  commands
}: {
  name: string;
  about: string;
  commands: Readonly<Record<string, {about: string; load: () => Promise<{command: Command}>}>>;
}): Command & {members: () => Promise<Command[]>} {
  const names = Object.keys(commands);
  const usage = () => {
    const width = Math.max(...names.map((one) => one.length)) + 2;
    const lines = names.map((one) => `  ${one.padEnd(width)}${commands[one]!.about}`);
    const [first, last] = [`usage: ${name} NAME [OPTION …]`, `${name} NAME --help lists its options.`];
    return `${[first, about, lines.join("\n"), last].join("\n\n")}\n`;
  };
  return {
    name,
    about,
    usage,
    members: async () => await Promise.all(names.map(async (one) => (await commands[one]!.load()).command)),
    prepare([first, ...rest]) {
      if (first === "--help" || first === "-h") return printing(usage());
      const advice = `give one of ${names.join(", ")}, or --help`;
      if (first === undefined) throw new UsageError("missing name", {advice});
      if (!Object.hasOwn(commands, first))
        throw new UsageError(first.startsWith("-") ? `unknown option '${first}'` : `unknown name: ${first}`, {advice});
      return async (signal) => {
        const {command} = await commands[first]!.load();
        return await command.prepare(rest)(signal);
      };
    }
  };
}

/**
 * The value of an option as a whole number.
 * @throws UsageError for any other value, and for a number below `least`
 */
export function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least)
    throw new UsageError(`invalid --${option}: ${text}`, {advice: `give a whole number of at least ${least}`});
  return value;
}

function printing(text: string): () => Promise<number> {
  return async () => {
    process.stdout.write(text);
    return exitCodes.done;
  };
}

/** What stands for a path in the help of an option. */
const pathNames = /^(DIR|FILE|PATH)$/;

function readArguments(
  {name, options = {}, positional}: Pick<CommandSpec<Record<string, OptionSpec>>, "name" | "options" | "positional">,
  argv: readonly string[]
): {values: Record<string, unknown>; positionals: string[]} {
  const advice = `see ${name} --help`;
  const specs = Object.entries(options);
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: positional !== undefined,
      options: {
        ...Object.fromEntries(
          specs.map(([option, {value, multiple = false}]) => [
            option,
            {type: value === undefined ? ("boolean" as const) : ("string" as const), multiple}
          ])
        ),
        help: {type: "boolean", short: "h"}
      }
    });
  } catch (cause) {
    const message = (cause as Error).message.split(/\. |\n/)[0]!.replace(/\.$/, "");
    throw new UsageError(message[0]!.toLowerCase() + message.slice(1), {advice, cause});
  }
  const {values, positionals} = parsed as {values: Record<string, unknown>; positionals: string[]};
  for (const [option, {value, multiple, default: fallback}] of specs)
    values[option] ??= value === undefined ? false : multiple ? [] : fallback;
  if (values.help) return {values, positionals};
  if (positional?.required && positionals.length === 0) throw new UsageError(`missing ${positional.name}`, {advice});
  if (positional && !positional.multiple && positionals.length > 1)
    throw new UsageError(`more than one ${positional.name}: ${positionals.join(", ")}`, {advice});
  const absent = positional?.exists ? positionals.find((path) => !existsSync(path)) : undefined;
  if (absent !== undefined) throw new UsageError(`file or folder not found: ${absent}`, {advice});
  for (const [option, {value}] of specs)
    if (pathNames.test(value ?? "") && [values[option]].flat().some((path) => (path as string)?.trim() === ""))
      throw new UsageError(`empty --${option}`, {advice: `give a ${value === "DIR" ? "folder" : "file"}`});
  for (const [option, {required}] of specs)
    if (required && values[option] === undefined) throw new UsageError(`missing --${option}`, {advice});
  return {values, positionals};
}

function describeUsage({
  name,
  about,
  options = {},
  positional,
  notes
}: Pick<CommandSpec<Record<string, OptionSpec>>, "name" | "about" | "options" | "positional" | "notes">): string {
  const flag = ([option, {value}]: [string, OptionSpec]) => `--${option}${value === undefined ? "" : ` ${value}`}`;
  const specs = Object.entries(options);
  const required = specs.filter(([, spec]) => spec.required).map(flag);
  const parts = [
    name,
    ...(positional ? [bracket(`${positional.name}${positional.multiple ? " …" : ""}`, positional.required)] : []),
    ...required,
    ...(specs.length > required.length ? ["[OPTION …]"] : [])
  ];
  const lines: [string, string][] = [
    ...(positional ? [[positional.name, positional.help] as [string, string]] : []),
    ...specs.map((entry): [string, string] => [flag(entry), entry[1].help])
  ];
  const width = Math.max(0, ...lines.map(([left]) => left.length)) + 2;
  const table = lines.map(([left, right]) => `  ${left.padEnd(width)}${right}\n`).join("");
  return [
    `usage: ${parts.join(" ")}\n`,
    `${about}\n`,
    ...(table ? [table] : []),
    ...(notes ? [`${notes}\n`] : [])
  ].join("\n");
}

function bracket(text: string, required = false): string {
  return required ? text : `[${text}]`;
}

/**
 * Runs a command. Ctrl-C and SIGTERM abort its signal, so that it can clean up. An input error is printed in one line,
 * a fault of the program with its stack.
 * @returns the exit status: 2 for invalid arguments, 1 for any other error
 */
export async function runCommand(command: Command, argv: readonly string[]): Promise<number> {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error("interrupted"));
  process.on("SIGINT", abort);
  process.on("SIGTERM", abort);
  try {
    return await command.prepare(argv)(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) {
      process.stderr.write("\ninterrupted; the previous output is untouched\n");
      return exitCodes.interrupted;
    }
    if (error instanceof InputError) {
      process.stderr.write(`error: ${error.describe()}\n`);
      return error instanceof UsageError ? exitCodes.misused : exitCodes.failed;
    }
    process.stderr.write(`\n${error instanceof Error ? error.stack : error}\n`);
    return exitCodes.failed;
  } finally {
    process.off("SIGINT", abort);
    process.off("SIGTERM", abort);
  }
}

/** Runs a command if its module is the started program, and sets the exit status. */
export async function runIfStarted(module: string, command: Command): Promise<void> {
  if (process.argv[1] === fileURLToPath(module)) process.exitCode = await runCommand(command, process.argv.slice(2));
}
