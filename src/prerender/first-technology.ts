/** The technology that a figure shows first: the one of this slug, or the first of a list that lacks it. */
export function firstTechnology<T extends {slug: string}>(technologies: readonly T[], slug: string): T {
  return technologies.find((one) => one.slug === slug) ?? technologies[0]!;
}
