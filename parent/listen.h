/* SPDX-License-Identifier: ISC */
/*
 * The listeners.  A key is on the socket before listen(): what is completed
 * earlier would be handed out unsigned.  They stay open here whatever becomes
 * of the session engine, so no SYN is lost.
 */
#ifndef PARENT_LISTEN_H
#define PARENT_LISTEN_H

#include "base/loop.h"
#include "config.h"
#include "listen_set.h"
#include "options.h"

struct listen_ops {
	/* fd is borrowed. */
	void	(*opened)(void *arg, uint32_t id, int fd,
		    const struct listen_place *p);
	void	(*gone)(void *arg, uint32_t id);
	void	*arg;
};

struct listeners;

struct listeners *listeners_new(struct loop *l, const struct options *o,
	    const struct listen_ops *ops);
void	listeners_free(struct listeners *ls);
/*
 * A configuration is about to come into force: keys are added and changed,
 * new places opened (those that cannot be are tried again every few seconds).
 * next stays valid until another one has come this way.
 */
void	listeners_prepare(struct listeners *ls, const struct config *next);
/* It is in force everywhere: places and keys that only old had go. */
void	listeners_settle(struct listeners *ls, const struct config *old);
/*
 * The session engine takes listeners: it is told of each open one that it does
 * not know (anew: it knows none), and from now on of those that open or go.
 */
void	listeners_tell(struct listeners *ls, bool anew);
/* It is told nothing until listeners_tell. */
void	listeners_hush(struct listeners *ls);

#endif
