/** Turns texts into vectors that represent their meaning. */
export interface Embedder {
  /** Model and version. Vectors of different ids are never compared. */
  readonly id: string;
  /** Length of a vector. */
  readonly dimensions: number;
  /** Whether computing vectors takes no longer than reading stored ones, so that none are stored. */
  readonly instant?: boolean;
  /**
   * Computes the vectors of texts, in their order. Vectors need not have unit length.
   *
   * @param texts normalised, not empty
   * @throws InputError when the model is not available or gives an invalid answer
   */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

export const embedderNames = ["local", "openai", "transformers"] as const;
export type EmbedderName = (typeof embedderNames)[number];
