export { Carts } from "./carts";
export { CatalogueCache } from "./catalogue-cache";
export { MemoryCache } from "./memory-cache";
export { ProductCache } from "./product-cache";
export { ValkeyCache, type ValkeyAddress } from "./valkey-cache";
