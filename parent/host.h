/* SPDX-License-Identifier: ISC */
/*
 * What a configuration asks of this host and the host does not have: an
 * address, an interface, a user, a program, a kernel with TCP-AO.  At run time
 * each is tried again and shown; bgpd -n tells of them beforehand.
 */
#ifndef PARENT_HOST_H
#define PARENT_HOST_H

#include "config.h"

/* The number of facts told; file is the configuration's path. */
unsigned host_check(const struct config *c, const char *file,
	    void (*tell)(void *arg, const char *text), void *arg);

#endif
