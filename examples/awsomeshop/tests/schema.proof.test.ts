import fs from "node:fs";
import path from "node:path";
import { isCi } from "../../../tools/runner/command/machine";
import { MariaDb, missingPrograms } from "./mariadb";

const schema = fs.readFileSync(path.resolve(__dirname, "../schema.sql"), "utf8");
const DATABASE = "awsomeshop";

const missing = missingPrograms();
const skipped = missing.length > 0 && !isCi(process.env);
const reason = skipped ? ` (skipped: install mariadb-server for ${missing.join(", ")})` : "";
// Jest prints the names of skipped tests only with --verbose.
if (skipped) process.stderr.write(`\nschema.sql was not applied${reason}\n`);

(skipped ? describe.skip : describe)(`schema.sql on a MariaDB server${reason}`, () => {
  const server = new MariaDb();
  beforeAll(async () => {
    expect(missing).toEqual([]);
    await server.start();
    expect(server.run(schema).error).toBe("");
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    const tables = ["points_transactions", "orders", "products", "user_points"];
    run([...tables.map((table) => `DELETE FROM ${table};`), ...EXAMPLE].join("\n"));
  });

  /** Rows that statements return; fails if the server refuses one. */
  function run(sql: string): string[] {
    const { rows, error } = server.run(sql, DATABASE);
    expect(error).toBe("");
    return rows;
  }

  const refusal = (sql: string): string => server.run(sql, DATABASE).error;
  const differences = (): string[] => run("SELECT * FROM points_ledger_differences;");

  test("AW-D3 has the four tables with their columns, types and defaults", () => {
    const columns = run(
      `SELECT CONCAT_WS(' ', table_name, column_name, column_type, is_nullable, column_default, extra)
       FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema = '${DATABASE}' AND table_type = 'BASE TABLE' ORDER BY table_name, ordinal_position;`,
    );
    expect(columns.map((column) => column.trim())).toEqual(COLUMNS);
  });

  test("AW-D3 has the keys and indexes of the document", () => {
    const keys = run(
      `SELECT CONCAT(table_name, ' ', index_name, ' ', GROUP_CONCAT(column_name ORDER BY seq_in_index))
       FROM information_schema.statistics WHERE table_schema = '${DATABASE}' GROUP BY table_name, index_name;`,
    );
    expect(keys.sort()).toEqual(KEYS);
    expect(
      run(
        `SELECT CONCAT(table_name, '.', column_name, ' -> ', referenced_table_name, '.', referenced_column_name)
         FROM information_schema.key_column_usage
         WHERE table_schema = '${DATABASE}' AND referenced_table_name IS NOT NULL;`,
      ),
    ).toEqual(["orders.product_id -> products.product_id"]);
  });

  test("AW-D3 earns and redeems points in a consistent ledger", () => {
    run(redemption("order-1"));
    expect(run("SELECT current_points, total_earned, total_redeemed FROM user_points;")).toEqual(["60\t100\t40"]);
    expect(run("SELECT status, points_used FROM orders;")).toEqual(["Delivered\t40"]);
    expect(differences()).toEqual([]);
  });

  test.each([
    [
      "a negative balance",
      "UPDATE user_points SET current_points = -1, total_redeemed = 101;",
      "balance_is_not_negative",
    ],
    ["a balance apart from its totals", "UPDATE user_points SET current_points = 99;", "balance_is_earned"],
    ["negative totals", "UPDATE user_points SET total_earned = -1, current_points = -1;", "_negative"],
    ["a product without a price", "UPDATE products SET points_cost = 0;", "products_cost_points"],
    ["stock below zero", "UPDATE products SET stock_quantity = -1;", "stock_is_not_negative"],
    ["an order of no points", order("order-9", "mug", 0), "orders_cost_points"],
    ["an order of an unknown product", order("order-9", "none", 40), "foreign key constraint"],
    ["the removal of an ordered product", `${order("order-9", "mug", 40)} DELETE FROM products;`, "foreign key"],
    ["another status", `${order("order-9", "mug", 40)} UPDATE orders SET status = 'Lost';`, "status"],
    ["a transaction of no points", entry("entry-9", "earned", 0), "transactions_have_points"],
    ["another type of transaction", entry("entry-9", "given", 1), "transaction_type"],
    ["a redemption without an order", entry("entry-9", "redeemed", 1), "redemptions_have_an_order"],
    ["an earning with an order", entry("entry-9", "earned", 1, "order-9"), "redemptions_have_an_order"],
    ["a transaction twice", `${entry("entry-9", "earned", 1)} ${entry("entry-9", "earned", 1)}`, "Duplicate entry"],
  ])("AW-D3 refuses %s", (_, sql, message) => {
    expect(refusal(sql)).toContain(message);
  });

  test.each([
    [
      "points that the ledger does not explain",
      "UPDATE user_points SET total_earned = 101, current_points = 101;",
      "ada",
    ],
    ["an earning that the balance does not have", entry("entry-9", "earned", 5), "ada"],
    ["an earning of an unknown user", entry("entry-9", "earned", 5, undefined, "eve"), "entry-9"],
    ["an order that nobody paid", order("order-9", "mug", 40), "order-9"],
    ["a redemption of an unknown order", entry("entry-9", "redeemed", 5, "order-9"), "entry-9"],
  ])("AW-D3 lists %s as a difference of the ledger", (_, sql, subject) => {
    expect(differences()).toEqual([]);
    run(sql);
    expect(differences().map((row) => row.split("\t")[0])).toContain(subject);
  });

  test("AW-D3 spends points once when many orders compete for them", async () => {
    const orders = Array.from({ length: 12 }, (_, position) => redemption(`order-${position}`));
    await Promise.all(orders.map((sql) => server.runBeside(sql, DATABASE)));
    expect(run("SELECT current_points, total_redeemed FROM user_points;")).toEqual(["20\t80"]);
    expect(run("SELECT COUNT(*) FROM orders;")).toEqual(["2"]);
    expect(run("SELECT stock_quantity FROM products;")).toEqual(["3"]);
    expect(differences()).toEqual([]);
  });
});

/** An employee with 100 points, and a product for 40 of which there are five. */
const EXAMPLE = [
  "INSERT INTO user_points (user_id, current_points, total_earned) VALUES ('ada', 100, 100);",
  entry("entry-0", "earned", 100),
  "INSERT INTO products (product_id, name, points_cost, stock_quantity) VALUES ('mug', 'Mug', 40, 5);",
];

function entry(id: string, type: string, points: number, orderId?: string, userId = "ada"): string {
  const orderValue = orderId === undefined ? "NULL" : `'${orderId}'`;
  return `INSERT INTO points_transactions (transaction_id, user_id, transaction_type, points_amount, order_id)
          VALUES ('${id}', '${userId}', '${type}', ${points}, ${orderValue});`;
}

function order(id: string, productId: string, points: number): string {
  return `INSERT INTO orders (order_id, user_id, product_id, points_used)
          VALUES ('${id}', 'ada', '${productId}', ${points});`;
}

/**
 * The transaction of the application: the balance decides, and the constraints refuse what it cannot pay. The client
 * ends at the first error, which rolls back.
 */
function redemption(orderId: string): string {
  return `START TRANSACTION;
    UPDATE user_points SET current_points = current_points - 40, total_redeemed = total_redeemed + 40
      WHERE user_id = 'ada';
    UPDATE products SET stock_quantity = stock_quantity - 1 WHERE product_id = 'mug';
    ${order(orderId, "mug", 40)}
    ${entry(`entry-${orderId}`, "redeemed", 40, orderId)}
    COMMIT;`;
}

const CREATED = "created_at timestamp YES current_timestamp()";
const UPDATED = "updated_at timestamp YES current_timestamp() on update current_timestamp()";

const COLUMNS = [
  "orders order_id varchar(255) NO",
  "orders user_id varchar(255) NO",
  "orders product_id varchar(255) NO",
  "orders points_used int(11) NO",
  "orders status enum('Delivered') YES 'Delivered'",
  `orders ${CREATED}`,
  "points_transactions transaction_id varchar(255) NO",
  "points_transactions user_id varchar(255) NO",
  "points_transactions transaction_type enum('earned','redeemed') NO",
  "points_transactions points_amount int(11) NO",
  "points_transactions order_id varchar(255) YES NULL",
  "points_transactions description varchar(255) YES NULL",
  `points_transactions ${CREATED}`,
  "products product_id varchar(255) NO",
  "products name varchar(255) NO",
  "products description text YES NULL",
  "products points_cost int(11) NO",
  "products category varchar(100) YES NULL",
  "products image_url varchar(500) YES NULL",
  "products is_active tinyint(1) YES 1",
  "products stock_quantity int(11) YES 0",
  `products ${CREATED}`,
  `products ${UPDATED}`,
  "user_points user_id varchar(255) NO",
  "user_points current_points int(11) NO 0",
  "user_points total_earned int(11) NO 0",
  "user_points total_redeemed int(11) NO 0",
  `user_points ${CREATED}`,
  `user_points ${UPDATED}`,
];

const KEYS = [
  "orders PRIMARY order_id",
  "orders idx_order_date created_at",
  "orders idx_user_orders user_id",
  "orders product_id product_id",
  "points_transactions PRIMARY transaction_id",
  "points_transactions idx_transaction_date created_at",
  "points_transactions idx_transaction_type transaction_type",
  "points_transactions idx_user_transactions user_id",
  "products PRIMARY product_id",
  "products idx_active is_active",
  "products idx_category category",
  "products idx_points_cost points_cost",
  "user_points PRIMARY user_id",
  "user_points idx_updated_at updated_at",
  "user_points idx_user_points current_points",
];
