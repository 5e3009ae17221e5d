"""The pipeline that turns `data/curation/` into the published package, one step a module."""
