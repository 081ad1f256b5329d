-- For PostgreSQL only: H2 makes an index for each foreign key by itself, and a second one would slow down the start
create index if not exists products_category_id on products (category_id);
create index if not exists orders_customer_id on orders (customer_id);
create index if not exists order_lines_order_id on order_lines (order_id);
create index if not exists order_lines_product_id on order_lines (product_id);
