import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {InputError} from "./input-error.ts";

export const exitCodes = {done: 0, failed: 1, misused: 2, interrupted: 130} as const;

/** A command was called with something that it does not take, or without something that it needs. */
export class UsageError extends InputError {}

/** An option of a command; `value` names in capitals what follows it, and an option without one is a switch. */
export interface OptionSpec {
  value?: string;
  help: string;
  required?: boolean;
  /** May be given several times. */
  multiple?: boolean;
  /** The value where the option is not given. */
  default?: string;
}

/** What follows the options. `required`: at least one; `multiple`: any number. */
export interface PositionalSpec {
  name: string;
  help: string;
  required?: boolean;
  multiple?: boolean;
  /** Names a file or folder that must be there. */
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

/** A command that people type. */
export interface Command {
  /** How it is called, such as `npm run data --`. */
  name: string;
  about: string;
  /** What `--help` prints. */
  usage: () => string;
  /**
   * Reads the arguments and does nothing else yet.
   * @returns what runs the command, and gives its exit status
   * @throws UsageError for arguments that it does not take
   */
  prepare: (argv: readonly string[]) => (signal: AbortSignal) => Promise<number>;
}

export interface CommandSpec<Specs extends Record<string, OptionSpec>> {
  name: string;
  about: string;
  options?: Specs;
  positional?: PositionalSpec;
  /** What its options do not say, below them. */
  notes?: string;
  /** Runs the command; its exit status is 0 where it returns none. */
  run: (
    values: OptionValues<Specs>,
    context: {positionals: readonly string[]; signal: AbortSignal}
  ) => Promise<number | void>;
}

/** A command with the options that it declares; anything else that it is given is a UsageError. */
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

/** A command that does one of several things, chosen by the first argument; the module of each is loaded when it is asked for. */
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
    return `usage: ${name} NAME [OPTION …]\n\n${about}\n\n${lines.join("\n")}\n\n${name} NAME --help lists the options of one.\n`;
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
 * The whole number that an option gives.
 * @throws UsageError for anything else, and for one below `least`
 */
export function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least)
    throw new UsageError(`invalid --${option}: ${text}`, {advice: `give a whole number from ${least} on`});
  return value;
}

function printing(text: string): () => Promise<number> {
  return async () => {
    process.stdout.write(text);
    return exitCodes.done;
  };
}

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
  if (absent !== undefined) throw new UsageError(`no such file or folder: ${absent}`, {advice});
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
 * Runs a command: Ctrl-C and SIGTERM abort the signal it is given, so that it can clean up; wrong input is printed in one
 * line, a fault of the program with its stack.
 * @returns the exit status: 2 for wrong arguments, 1 for anything else that is wrong
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

/** Runs a command when its module is the one that was started, and sets the exit status. */
export async function runIfStarted(module: string, command: Command): Promise<void> {
  if (process.argv[1] === fileURLToPath(module)) process.exitCode = await runCommand(command, process.argv.slice(2));
}
