/** The tables this module owns. */
export type GridTables = 'grid_routine' | 'grid_visit' | 'grid_visit_photo' | 'grid_leave' | 'grid_round' | 'grid_plan' | 'grid_plan_task' | 'grid_post_consent'
