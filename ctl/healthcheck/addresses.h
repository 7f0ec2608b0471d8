/* SPDX-License-Identifier: ISC */
/*
 * The addresses of a service, on lo or where --ip-ifname says.  Ours, and so
 * ours to remove, are those that we added (the kernel keeps our mark on them,
 * so also before a crash), those with just the label of --label, and with
 * --dynamic-ip-setup all that were given.
 */
#ifndef HEALTHCHECK_ADDRESSES_H
#define HEALTHCHECK_ADDRESSES_H

#include "child.h"
#include "options.h"
#include "routes.h"
#include "rtnl.h"

/* IFA_PROTO of what we add; the kernel's own are below 4. */
enum { ADDRESSES_PROTO = 0xb6 };

struct addresses;

/* Without --ip: what lo has, but 127/8 and ::1.  0, or -1 and why. */
int	addresses_of_lo(const struct options *o, struct routes *found,
	    char *why, size_t size);

/* NULL and why.  ip may be freed afterwards. */
struct addresses *addresses_new(struct children *c, const struct options *o,
	    const struct prefix *ip, size_t n, char *why, size_t size);
void	addresses_free(struct addresses *a);
/*
 * Adds what is missing, or removes what is there and ours; done is called,
 * perhaps before these return.  What could not be done is logged once.
 */
void	addresses_add(struct addresses *a, void (*done)(void *arg), void *arg);
void	addresses_remove(struct addresses *a, void (*done)(void *arg),
	    void *arg);
/* No further change by --sudo; done of the present one will not be called. */
void	addresses_stop(struct addresses *a);

#endif
