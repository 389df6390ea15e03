variable "cidr" { type = string }
variable "zones" { type = list(string) }
variable "public" { type = list(string) }
variable "private" { type = list(string) }
variable "database" {
  type    = list(string)
  default = []
}
variable "one_nat" {
  type    = bool
  default = false
}
variable "default_rules" {
  type    = list(map(string))
  default = []
}

locals {
  gateways = var.one_nat ? 1 : length(var.zones)
}

resource "aws_vpc" "this" {
  count                = 1
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}

resource "aws_default_security_group" "this" {
  count  = 1
  vpc_id = aws_vpc.this[0].id
  dynamic "ingress" {
    for_each = var.default_rules
    content {
      self      = true
      from_port = 0
      to_port   = 0
      protocol  = "-1"
    }
  }
}

resource "aws_subnet" "public" {
  count             = length(var.public)
  vpc_id            = aws_vpc.this[0].id
  cidr_block        = element(var.public, count.index)
  availability_zone = element(var.zones, count.index)
}

resource "aws_subnet" "private" {
  count             = length(var.private)
  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.private[count.index]
  availability_zone = var.zones[count.index]
}

resource "aws_subnet" "database" {
  count             = length(var.database)
  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.database[count.index]
  availability_zone = var.zones[count.index]
}

resource "aws_db_subnet_group" "this" {
  count      = length(var.database) > 0 ? 1 : 0
  name       = "database"
  subnet_ids = aws_subnet.database[*].id
}

resource "aws_internet_gateway" "this" {
  count  = length(var.public) > 0 ? 1 : 0
  vpc_id = aws_vpc.this[0].id
}

resource "aws_eip" "nat" {
  count  = local.gateways
  domain = "vpc"
}

resource "aws_nat_gateway" "this" {
  count         = local.gateways
  allocation_id = element(aws_eip.nat[*].id, var.one_nat ? 0 : count.index)
  subnet_id     = element(aws_subnet.public[*].id, var.one_nat ? 0 : count.index)
}

resource "aws_route_table" "public" {
  count  = 1
  vpc_id = aws_vpc.this[0].id
}

resource "aws_route" "public" {
  count                  = 1
  route_table_id         = aws_route_table.public[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route_table_association" "public" {
  count          = length(var.public)
  subnet_id      = element(aws_subnet.public[*].id, count.index)
  route_table_id = aws_route_table.public[0].id
}

resource "aws_network_acl" "database" {
  count      = length(var.database) > 0 ? 1 : 0
  vpc_id     = aws_vpc.this[0].id
  subnet_ids = aws_subnet.database[*].id
}

resource "aws_network_acl_rule" "database" {
  count          = length(var.private)
  network_acl_id = aws_network_acl.database[0].id
  rule_number    = 100 + count.index
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 0
  to_port        = 65535
  cidr_block     = var.private[count.index]
}

output "id" { value = try(aws_vpc.this[0].id, null) }
output "public_subnets" { value = aws_subnet.public[*].id }
output "private_subnets" { value = aws_subnet.private[*].id }
output "database_group" { value = try(aws_db_subnet_group.this[0].name, null) }
