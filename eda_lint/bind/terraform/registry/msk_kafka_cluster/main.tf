variable "create" { default = true }
variable "name" { default = "msk" }

resource "aws_msk_cluster" "this" {
  count = var.create ? 1 : 0

  cluster_name = var.name
}

output "arn" { value = try(aws_msk_cluster.this[0].arn, null) }
output "cluster_name" { value = try(aws_msk_cluster.this[0].cluster_name, null) }
output "bootstrap_brokers_tls" { value = try(aws_msk_cluster.this[0].bootstrap_brokers_tls, null) }
output "bootstrap_brokers_sasl_iam" {
  value = try(aws_msk_cluster.this[0].bootstrap_brokers_sasl_iam, null)
}
output "bootstrap_brokers_sasl_scram" {
  value = try(aws_msk_cluster.this[0].bootstrap_brokers_sasl_scram, null)
}
