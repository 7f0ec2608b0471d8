/* SPDX-License-Identifier: ISC */
/* Why a flow specification rule of a neighbour is infeasible (RFC 8955 6). */
#ifndef CTL_FLOW_WHY_H
#define CTL_FLOW_WHY_H

#include <stdbool.h>

#include "event/json.h"
#include "ipc/control.h"

/* The daemon is not trusted. */
bool	flow_why_ok(const struct ctl_flow_why *w);
/* "AS 64500 announces the more specific 198.51.100.0/25" */
void	flow_why_put(struct wbuf *out, const struct ctl_flow_why *w);
/* "infeasible": { "reason": "more-specific", "prefix": "…", "as": 64500 } */
void	flow_why_json(struct json *j, const struct ctl_flow_why *w);

#endif
