/** The tables of the pool. */
export type PoolTables =
  | 'part' | 'person' | 'person_key' | 'household' | 'house' | 'organisation' | 'vehicle' | 'relation' | 'pool_tag' | 'pool_batch' | 'pool_change' | 'person_merge' | 'person_access'
  | 'sensitive_register' | 'sensitive_reader' | 'sensitive_entry' | 'retention_rule' | 'deletion_proof'
