"""The pages that every case of tera has besides those of the kernel."""
