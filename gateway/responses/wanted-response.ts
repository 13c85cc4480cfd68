export interface ResponseFormat {
  readonly method: 'GET' | 'POST';
  readonly mediaType: string;
  /** The client knows only plain JSON, for which an unfit document is an answer like any other. */
  readonly isPlainJson: boolean;
}

/** A reply over HTTP, without the headers that every reply of this gateway has. */
export interface GraphqlResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
}
