import { useState } from "../hooks";
import type { Product } from "../api/model";
import { MAX_QUANTITY } from "../cart";
import { formatMoney } from "../formats";
import { useLoaded } from "../loading";
import { PageTitle } from "../parts/page-title";
import { ProductPicture } from "../parts/product-picture";
import { Stars } from "../parts/stars";
import { WhenLoaded } from "../parts/when-loaded";
import { catalogueAddress } from "../router";
import { useStorefront } from "../storefront";
import { useSubmission } from "../submission";
import { FeedbackSection } from "./feedback";

export function ProductPage({ id }: { readonly id: string }) {
  const { shop } = useStorefront();
  const loaded = useLoaded(() => shop.getProduct(id));
  return (
    <WhenLoaded loaded={loaded} title="Product">
      {(product) => <Details product={product} />}
    </WhenLoaded>
  );
}

function Details({ product }: { readonly product: Product }) {
  const { id, name, description, category, priceCents, rating } = product;
  return (
    <>
      <p class="category small">
        <a href={catalogueAddress(category)}>← {category}</a>
      </p>
      <article class="product">
        <ProductPicture id={id} category={category} />
        <div>
          <PageTitle text={name} />
          <Stars rating={rating} />
          <p>{description}</p>
          <p class="price large">{formatMoney(priceCents)}</p>
          <AddToCart product={product} />
        </div>
      </article>
      <FeedbackSection productId={id} />
    </>
  );
}

const SCARCE = 5;

const describeStock = (stock: number) => (stock > SCARCE ? "In stock" : `Only ${stock} left`);

function AddToCart({ product }: { readonly product: Product }) {
  const { cart, notices } = useStorefront();
  const [quantity, setQuantity] = useState(1);
  const { id: productId, name, priceCents, stock } = product;
  const { submit } = useSubmission(async () => {
    await cart.add({ productId, name, priceCents, quantity });
    notices.done(`${name} is in your cart.`);
  });
  if (stock === 0) return <p class="badge cancelled">Out of stock</p>;
  return (
    <form class="row" onSubmit={submit}>
      <label>
        Quantity
        <input
          type="number"
          required
          min={1}
          max={Math.min(stock, MAX_QUANTITY)}
          value={quantity}
          onInput={(event) => setQuantity(event.currentTarget.valueAsNumber)}
        />
      </label>
      <button type="submit">Add to cart</button>
      <span class="small muted">{describeStock(stock)}</span>
    </form>
  );
}
