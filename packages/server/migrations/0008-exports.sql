-- An export as of a moment asks page by page whether a record of the page was changed or deleted since.
create index record_versions_order on record_versions (dataset_id, seq);
