import type { Product } from "../api/model";
import { formatMoney } from "../formats";
import { useLoaded, usePages } from "../loading";
import { MoreButton } from "../parts/more-button";
import { PageTitle } from "../parts/page-title";
import { ProductPicture } from "../parts/product-picture";
import { Stars } from "../parts/stars";
import { WhenLoaded } from "../parts/when-loaded";
import { catalogueAddress, productAddress } from "../router";
import { useStorefront } from "../storefront";

const PAGE_SIZE = 12;

/** Categories of the first products: the API has no list of categories. */
const CATEGORY_SAMPLE = 100;

export function Catalogue({ category }: { readonly category: string | undefined }) {
  const { shop, router } = useStorefront();
  const { loaded, more } = usePages(
    (after) => shop.listProducts(PAGE_SIZE, category, after),
    category,
    router.entry.products,
  );
  router.entry.products = loaded.value;
  return (
    <>
      <PageTitle text="Catalogue" />
      <CategoryFilter key={loaded.attempt} chosen={category} />
      <WhenLoaded loaded={loaded}>
        {({ items }) => (
          <>
            <p role="status" class={items[0] && "hidden"}>
              {items[0] ? `${items.length} products shown` : "No products were found."}
            </p>
            <ul class="products">
              {items.map((product) => (
                <ProductCard key={product.id} product={product} />
              ))}
            </ul>
          </>
        )}
      </WhenLoaded>
      <MoreButton more={more} of="products" />
    </>
  );
}

function CategoryFilter({ chosen }: { readonly chosen: string | undefined }) {
  const { shop } = useStorefront();
  const { value: sample } = useLoaded(() => shop.listProducts(CATEGORY_SAMPLE));
  const categories = new Set(sample?.items.map(({ category }) => category));
  if (chosen !== undefined) categories.add(chosen);
  return (
    <nav class="filter category" aria-label="Categories">
      {[undefined, ...[...categories].sort()].map((category) => (
        <a key={category} href={catalogueAddress(category)} aria-current={category === chosen ? "true" : undefined}>
          {category ?? "All"}
        </a>
      ))}
    </nav>
  );
}

function ProductCard({ product }: { readonly product: Product }) {
  const { id, name, category, priceCents, stock, rating } = product;
  return (
    <li class="card">
      <ProductPicture id={id} category={category} />
      <div>
        <p class="category small muted">{category}</p>
        <h2>
          <a href={productAddress(id)}>{name}</a>
        </h2>
        <Stars rating={rating} />
        <p class="price">
          {formatMoney(priceCents)}
          {stock === 0 && <span class="badge cancelled">Out of stock</span>}
        </p>
      </div>
    </li>
  );
}
