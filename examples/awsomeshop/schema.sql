-- Core tables of AWSomeShop for MySQL 8.4 (and MariaDB 10.11, on which the tests apply it).
-- Apply it once as the master user: mysql --host <database-endpoint> --user dbowner --password < schema.sql

-- RDS creates the database with the instance.
CREATE DATABASE IF NOT EXISTS awsomeshop;
USE awsomeshop;

-- Points of each employee. The balance is what was earned and not redeemed, and never negative.
CREATE TABLE user_points (
    user_id VARCHAR(255) PRIMARY KEY,
    current_points INT NOT NULL DEFAULT 0,
    total_earned INT NOT NULL DEFAULT 0,
    total_redeemed INT NOT NULL DEFAULT 0,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    INDEX idx_user_points (current_points),
    INDEX idx_updated_at (updated_at),
    CONSTRAINT balance_is_earned_and_not_redeemed CHECK (current_points = total_earned - total_redeemed),
    CONSTRAINT balance_is_not_negative CHECK (current_points >= 0),
    CONSTRAINT totals_are_not_negative CHECK (total_earned >= 0 AND total_redeemed >= 0)
);

-- Product catalogue.
CREATE TABLE products (
    product_id VARCHAR(255) PRIMARY KEY,
    name VARCHAR(255) NOT NULL,
    description TEXT,
    points_cost INT NOT NULL,
    category VARCHAR(100),
    image_url VARCHAR(500),
    is_active BOOLEAN DEFAULT true,
    stock_quantity INT DEFAULT 0,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    INDEX idx_category (category),
    INDEX idx_points_cost (points_cost),
    INDEX idx_active (is_active),
    CONSTRAINT products_cost_points CHECK (points_cost > 0),
    CONSTRAINT stock_is_not_negative CHECK (stock_quantity >= 0)
);

-- Orders. A redemption is complete when it is stored, so that there is one status.
CREATE TABLE orders (
    order_id VARCHAR(255) PRIMARY KEY,
    user_id VARCHAR(255) NOT NULL,
    product_id VARCHAR(255) NOT NULL,
    points_used INT NOT NULL,
    status ENUM('Delivered') DEFAULT 'Delivered',
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (product_id) REFERENCES products(product_id),
    INDEX idx_user_orders (user_id),
    INDEX idx_order_date (created_at),
    CONSTRAINT orders_cost_points CHECK (points_used > 0)
);

-- Points ledger: rows are added and never changed. A redemption belongs to an order, an earning to none.
CREATE TABLE points_transactions (
    transaction_id VARCHAR(255) PRIMARY KEY,
    user_id VARCHAR(255) NOT NULL,
    transaction_type ENUM('earned', 'redeemed') NOT NULL,
    points_amount INT NOT NULL,
    order_id VARCHAR(255),
    description VARCHAR(255),
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    INDEX idx_user_transactions (user_id),
    INDEX idx_transaction_date (created_at),
    INDEX idx_transaction_type (transaction_type),
    CONSTRAINT transactions_have_points CHECK (points_amount > 0),
    CONSTRAINT redemptions_have_an_order CHECK ((transaction_type = 'redeemed') = (order_id IS NOT NULL))
);

-- Differences between the ledger and what it explains: none while every change is one transaction of
-- the tables that it concerns. Watch it, and read it after a restore.
CREATE VIEW points_ledger_differences AS
SELECT users.user_id AS subject, 'balance differs from the ledger' AS difference
FROM user_points users
LEFT JOIN (
    SELECT user_id,
           SUM(IF(transaction_type = 'earned', points_amount, 0)) AS earned,
           SUM(IF(transaction_type = 'redeemed', points_amount, 0)) AS redeemed
    FROM points_transactions
    GROUP BY user_id
) ledger ON ledger.user_id = users.user_id
WHERE users.total_earned <> COALESCE(ledger.earned, 0) OR users.total_redeemed <> COALESCE(ledger.redeemed, 0)
UNION ALL
SELECT ledger.transaction_id, 'transaction of an unknown user'
FROM points_transactions ledger
LEFT JOIN user_points users ON users.user_id = ledger.user_id
WHERE users.user_id IS NULL
UNION ALL
SELECT orders.order_id, 'order without exactly one redemption of its user and points'
FROM orders
WHERE (
    SELECT COUNT(*)
    FROM points_transactions ledger
    WHERE ledger.order_id = orders.order_id
      AND ledger.user_id = orders.user_id
      AND ledger.points_amount = orders.points_used
) <> 1
UNION ALL
SELECT ledger.transaction_id, 'redemption of an unknown order'
FROM points_transactions ledger
LEFT JOIN orders ON orders.order_id = ledger.order_id
WHERE ledger.order_id IS NOT NULL AND orders.order_id IS NULL;
