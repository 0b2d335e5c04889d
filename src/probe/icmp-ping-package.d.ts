/** The two halves of the `ping` package that we use: the arguments of the system's ping, and what its lines mean. */
declare module 'ping/lib/builder/factory.js' {
  type PingConfig = { numeric?: boolean; timeout?: number; min_reply?: number; v6?: boolean; extra?: string[] };
  type Builder = { getCommandArguments(target: string, config: PingConfig): string[] };
  const factory: { createBuilder(platform: string): Builder };
  export default factory;
}

declare module 'ping/lib/parser/factory.js' {
  type Parser = { eat(line: string): Parser; getResult(): { times: unknown[] } };
  const factory: { createParser(address: string, platform: string, config: object): Parser };
  export default factory;
}
