"""The pages of complaints besides the kernel's."""
