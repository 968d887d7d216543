/** The tables this module owns; `setting` is the kernel's and only read. */
export type NoticeTables = 'notice' | 'notice_outgoing' | 'notice_template' | 'setting'
