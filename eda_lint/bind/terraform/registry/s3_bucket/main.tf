variable "create_bucket" { default = true }
variable "is_directory_bucket" { default = false }
variable "bucket" { default = null }
variable "bucket_prefix" { default = null }
variable "tags" { default = {} }

resource "aws_s3_bucket" "this" {
  count = var.create_bucket && !var.is_directory_bucket ? 1 : 0

  bucket        = var.bucket
  bucket_prefix = var.bucket_prefix
  tags          = var.tags
}

output "s3_bucket_id" { value = try(aws_s3_bucket.this[0].id, var.bucket) }
output "s3_bucket_arn" { value = try(aws_s3_bucket.this[0].arn, "") }
output "s3_bucket_region" { value = try(aws_s3_bucket.this[0].region, "") }
output "s3_bucket_bucket_domain_name" {
  value = try(aws_s3_bucket.this[0].bucket_domain_name, "")
}
output "s3_bucket_bucket_regional_domain_name" {
  value = try(aws_s3_bucket.this[0].bucket_regional_domain_name, "")
}
output "s3_bucket_hosted_zone_id" { value = try(aws_s3_bucket.this[0].hosted_zone_id, "") }
