"""What the doctor looks at in a project, one check each, and how what it finds is mended."""
