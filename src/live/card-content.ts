/** What a card says. */
export interface CardContent {
  id: string;
  /** Names the card for screen readers. */
  label: string;
  parts: readonly (Node | null)[];
}
