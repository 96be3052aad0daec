variable "source_path" { default = null }
variable "docker_file_path" { default = "Dockerfile" }
variable "build_target" { default = null }

resource "docker_image" "this" {
  build {
    context    = var.source_path
    dockerfile = var.docker_file_path
    target     = var.build_target
  }
}

output "image_uri" { value = docker_image.this.repo_digest }
output "image_id" { value = docker_image.this.image_id }
