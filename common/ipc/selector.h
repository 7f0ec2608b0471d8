/* SPDX-License-Identifier: ISC */
/* Which neighbours a control client means. */
#ifndef IPC_SELECTOR_H
#define IPC_SELECTOR_H

#include <stdbool.h>

#include "config/conf.h"
#include "ipc/control.h"

/* An unknown kind means nobody.  The selector's name has its NUL. */
bool	selector_means(const struct ctl_selector *s,
	    const struct conf_neighbor *n);
/*
 * The same for one that may not be configured any more; of a range are then
 * all whose address is in it.
 */
bool	selector_fits(const struct ctl_selector *s, const struct addr *remote,
	    const char *description, const char *group);

#endif
