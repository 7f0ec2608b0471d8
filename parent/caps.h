/* SPDX-License-Identifier: ISC */
/*
 * What the parent keeps of root's power once it has started.
 */
#ifndef PARENT_CAPS_H
#define PARENT_CAPS_H

/* Permitted, effective and bounding sets; 0, or -1 with errno. */
int	caps_limit(void);

#endif
