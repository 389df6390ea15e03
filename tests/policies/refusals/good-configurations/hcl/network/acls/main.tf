variable "name" { type = string }

variable "inbound" {
  type = list(map(string))
  default = [
    { number = 100, port = 443, action = "allow", cidr = "10.30.0.0/16" },
    { number = 110, port = 5432, action = "allow", cidr = "10.30.0.0/16" },
  ]
}

resource "aws_vpc" "this" {
  cidr_block = "10.30.0.0/16"
}

resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "data" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  availability_zone = element(["us-east-1a", "us-east-1b"], count.index)
  cidr_block        = cidrsubnet("10.30.0.0/16", 8, count.index)
}

resource "aws_network_acl" "data" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = aws_subnet.data[*].id
  tags       = { Name = var.name }
}

resource "aws_network_acl_rule" "inbound" {
  count          = length(var.inbound)
  network_acl_id = aws_network_acl.data.id
  rule_number    = var.inbound[count.index].number
  protocol       = "tcp"
  from_port      = var.inbound[count.index].port
  to_port        = var.inbound[count.index].port
  rule_action    = var.inbound[count.index].action
  cidr_block     = var.inbound[count.index].cidr
}

resource "aws_network_acl_rule" "outbound" {
  network_acl_id = aws_network_acl.data.id
  egress         = true
  rule_number    = 100
  protocol       = "tcp"
  from_port      = 1024
  to_port        = 65535
  rule_action    = "allow"
  cidr_block     = "10.30.0.0/16"
}
