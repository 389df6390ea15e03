variable "name" { type = string }

resource "aws_vpc" "side" {
  for_each   = { left = "10.40.0.0/16", right = "10.41.0.0/16" }
  cidr_block = each.value
  tags       = { Name = "${var.name}-${each.key}" }
}

resource "aws_vpc_peering_connection" "this" {
  vpc_id      = aws_vpc.side["left"].id
  peer_vpc_id = aws_vpc.side["right"].id
  auto_accept = true
}

resource "aws_route_table" "side" {
  for_each = aws_vpc.side
  vpc_id   = each.value.id
}

resource "aws_route" "across" {
  for_each                  = { left = "right", right = "left" }
  route_table_id            = aws_route_table.side[each.key].id
  destination_cidr_block    = aws_vpc.side[each.value].cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.this.id
}

resource "aws_flow_log" "side" {
  for_each             = aws_vpc.side
  vpc_id               = each.value.id
  traffic_type         = "REJECT"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::${var.name}-flow-logs"
}
