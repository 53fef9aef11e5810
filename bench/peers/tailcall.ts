export interface TailcallParts {
  readonly port: number;
  readonly genstore: string;
  readonly yedpay: string;
  readonly isCached: boolean;
}

/** Both REST sources as they are. Without `dedupe: true`, with which 1.0.0 was seen to answer with another payment's record. */
export function tailcallConfig({ port, genstore, yedpay, isCached }: TailcallParts): string {
  const cache = isCached ? ' @cache(maxAge: 60000)' : '';
  return `schema
  @server(port: ${port}, hostname: "127.0.0.1", queryValidation: false)
  @upstream(poolMaxIdlePerHost: 64, poolIdleTimeout: 60, allowedHeaders: []) {
  query: Query
}

type Query {
  genstore(id: String!): GenstoreReply
    @http(url: "${genstore}/api/202412/payment/{{.args.id}}", headers: [{ key: "x-genstore-access-token", value: "bench" }])${cache}
  yedpay(id: String!): YedpayReply
    @http(url: "${yedpay}/v1/online-payment/query", query: [{ key: "custom_id", value: "{{.args.id}}" }], headers: [{ key: "authorization", value: "API-KEY bench" }])${cache}
}

type GenstoreReply { payment: GenstorePayment }

type GenstorePayment {
  status: String amount: String currency: String fee: String net: String
  successPaymentTime: String outOrderNo: String channelTrxNo: String
}

type YedpayReply { data: YedpayTransaction }

type YedpayTransaction {
  status: String amount: String currency: String charge: String net: String
  paid_at: String custom_id: String reference_id: String
}
`;
}
