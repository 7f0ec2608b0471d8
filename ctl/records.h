/* SPDX-License-Identifier: ISC */
/*
 * Records of answers, read out of messages and measured: what comes out may
 * be printed.
 */
#ifndef CTL_RECORDS_H
#define CTL_RECORDS_H

#include "ipc/control.h"
#include "ipc/link.h"
#include "output.h"

/* Each: 0, or -1 malformed.  The body must hold that record and no more. */
int	record_neighbor(struct link_msg *m, struct ctl_neighbor *n);
int	record_counters(struct link_msg *m, struct ctl_counters *c);
int	record_rib_neighbor(struct link_msg *m, struct ctl_rib_neighbor *n);
int	record_memory(struct link_msg *m, struct ctl_memory *r);
int	record_network(struct link_msg *m, struct network_view *v);
/* of_rde is left alone. */
int	record_malformed(struct link_msg *m, struct malformed_view *v);
/* Its words end behind the last, so they can be walked. */
int	record_process(struct link_msg *m, struct ctl_process *p);
int	record_changes(struct link_msg *m, struct ctl_changes *c);
int	record_change(struct link_msg *m, struct ctl_change *c);
/* The next path of a run; 1, 0 at its end, -1.  peer is left alone. */
int	record_path(struct link_msg *m, struct path_view *v);

#endif
