/* SPDX-License-Identifier: ISC */
/*
 * Which programs hear of which neighbours, and of what: the api blocks of a
 * configuration, resolved.  A program in several blocks of one neighbour has
 * what they ask for together; what form it hears a message in is its own.
 */
#ifndef RDE_SUBSCRIPTIONS_H
#define RDE_SUBSCRIPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "config/conf.h"
#include "peer.h"

struct program;

/* Beside the types of messages (CONF_API_OPEN and so on, each direction). */
enum {
	WANT_CHANGES = 1, WANT_NEGOTIATED = 2, WANT_FSM = 4, WANT_SIGNAL = 8,
};

struct wants {
	uint16_t	receive;	/* CONF_API_* */
	uint16_t	send;
	uint8_t		other;		/* WANT_* */
};

struct subscription {
	struct program	*program;
	struct wants	 wants;
};

/* Of one configured neighbour; those of a range have the range's. */
struct subscriptions {
	/*
	 * What any of them wants: a type without a form is wanted by nobody
	 * and is not in here.
	 */
	struct wants		 any;
	unsigned		 n;
	struct subscription	*v;
};

struct subscription_table;

struct subscription_table *subscription_table_new(void);
void	subscription_table_free(struct subscription_table *t);
/* What this block asks for, for this program. */
void	subscription_table_add(struct subscription_table *t,
	    const struct conf_api *a, struct program *program);
/* Everybody that a block of this neighbour names; NULL: nobody. */
const struct subscriptions *subscriptions_of(
	    const struct subscription_table *t, const struct peer *p);
const struct subscription *subscription_find(
	    const struct subscription_table *t, const struct peer *p,
	    const struct program *program);

#endif
