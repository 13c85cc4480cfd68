/** What the client accepts, chosen before anything else is done for it. */
export interface ResponseFormat {
  readonly method: 'GET' | 'POST';
  readonly mediaType: string;
  /** The client accepts only `application/json`: an invalid document is then answered with status 200. */
  readonly isPlainJson: boolean;
}

/** An HTTP response, without the headers that every response of the gateway has. */
export interface GraphqlResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}
