/** Turns texts into vectors by their meaning. */
export interface Embedder {
  /** Model and version; vectors of different ids are never compared. */
  readonly id: string;
  /** Length of a vector. */
  readonly dimensions: number;
  /**
   * Vectors for texts, in their order; their length need not be one.
   *
   * @param texts normalised, not empty
   * @throws InputError when the model is not available or gives an invalid answer
   */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

export const embedderNames = ["local", "openai", "transformers"] as const;
export type EmbedderName = (typeof embedderNames)[number];
