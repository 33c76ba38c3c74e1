/** IP addresses and networks in all their spellings. */
export interface Networks {
  /** What is wrong with a CIDR or a single address; undefined when nothing is. */
  fault(text: string): string | undefined;
  /**
   * Whether an address lies in one of the networks, all of them without fault. An IPv4 address is the same in its IPv6
   * spelling (`::ffff:203.0.113.7`). False for a text that is no address.
   */
  contains(networks: readonly string[], address: string): boolean;
}
