import { useEffect } from "./hooks";
import { useObservable } from "./observable";
import { Catalogue } from "./pages/catalogue";
import { CartPage } from "./pages/cart";
import { Checkout } from "./pages/checkout";
import { OrderPage } from "./pages/order";
import { Orders } from "./pages/orders";
import { Points } from "./pages/points";
import { ProductPage } from "./pages/product";
import { Header } from "./parts/header";
import { NotFound } from "./parts/not-found";
import { NoticeArea } from "./parts/notice-area";
import { SignedIn } from "./parts/signed-in";
import { parseRoute, type Route } from "./router";
import { useStorefront } from "./storefront";

function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case "catalogue":
      return <Catalogue category={route.category} />;
    case "product":
      return <ProductPage id={route.id} />;
    case "cart":
      return <CartPage />;
    case "checkout":
      return <SignedIn title="Checkout" children={<Checkout />} />;
    case "orders":
      return <SignedIn title="Your orders" children={<Orders />} />;
    case "order":
      return <SignedIn title="Your order" children={<OrderPage id={route.id} />} />;
    case "points":
      return <SignedIn title="Your points" children={<Points />} />;
    case "not-found":
      return <NotFound />;
  }
}

export function App() {
  const { router, notices } = useStorefront();
  const address = useObservable(router.address);
  // Notices belong to one page.
  useEffect(() => router.address.subscribe(() => notices.clear()), [router, notices]);
  return (
    <>
      <Header page={address.pathname} />
      <main id="content" tabIndex={-1}>
        <NoticeArea />
        <Page key={address.pathname} route={parseRoute(address)} />
      </main>
    </>
  );
}
