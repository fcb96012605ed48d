/** Whether each condition of a part of a page holds, by its name. */
export type Conditions = Readonly<Record<string, boolean>>;

/**
 * The conditions of a report's pages.
 * @param report.published whether it compares itself with published values
 * @param report.partial whether the disclosure rule left out deals
 */
export function conditionsOf({published, partial}: {published: boolean; partial: boolean}): Conditions {
  return {published, unpublished: !published, withheld: partial, complete: !partial};
}

const conditionalPart = /^\{\{if ([\w-]+)\}\}[ \t]*\n([^]*?)^\{\{end\}\}[ \t]*$/gm;
const conditionalText = /\{\{if ([\w-]+)\}\}([^\n]+?)\{\{end\}\}/g;

/**
 * Leaves out the parts of a page between `{{if …}}` and `{{end}}`, paragraphs or words of a line, whose condition does
 * not hold. The other lines keep their numbers. An unknown condition stays, and is then a mistake like any other mark.
 */
export function chooseParts(source: string, conditions: Conditions): string {
  const paragraphs = source.replace(conditionalPart, (whole, condition: string, part: string) => {
    if (!Object.hasOwn(conditions, condition)) return whole;
    return `\n${conditions[condition] ? part : part.replace(/[^\n]+/g, "")}`;
  });
  return paragraphs.replace(conditionalText, (whole, condition: string, text: string) =>
    Object.hasOwn(conditions, condition) ? (conditions[condition] ? text : "") : whole
  );
}
