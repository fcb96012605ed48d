/** Something in a site that must not be published. */
export interface Finding {
  /** Path of the file within the site. */
  file: string;
  what: string;
}
