/* SPDX-License-Identifier: ISC */
/*
 * A message field by field: each with its place, its octets, its name, what it
 * says, and the document that says so; and what is wrong, at the octet where
 * it is.  Readers fill the list, a form prints it.
 */
#ifndef CTL_EXPLAIN_H
#define CTL_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/family.h"
#include "bgp/offence.h"
#include "offline_session.h"

struct explain_line {
	size_t		 at;		/* from the marker on */
	size_t		 len;		/* octets; 0 of a fault */
	unsigned	 depth;
	const char	*name;		/* NULL: a fault */
	const char	*section;	/* "RFC 4271 4.3"; NULL: none */
	size_t		 value;		/* in text; its length */
	size_t		 value_len;
	enum offence_verdict verdict;	/* of a fault */
};

struct explain {
	const struct offline_session *session;
	struct rbuf		 whole;
	unsigned		 depth;
	/* Of the NLRI that is taken apart. */
	enum family		 family;
	bool			 withdrawn;
	struct explain_line	*v;
	size_t			 n;
	size_t			 room;
	struct wbuf		 text;
	/* What the daemon would do, and why; the NOTIFICATION for it. */
	enum offence_verdict	 verdict;
	char			 why[128];
	uint8_t			 code;
	uint8_t			 subcode;
};

void	explain_init(struct explain *e, const struct offline_session *s);
void	explain_free(struct explain *e);

/* --- for readers --- */

/* A field of the message; what it says is written to what comes back. */
struct wbuf *explain_begin(struct explain *e, struct rbuf field,
	    const char *name, const char *section);
void	explain_end(struct explain *e);
/* The same at once. */
void	explain_put(struct explain *e, struct rbuf field, const char *name,
	    const char *section, const char *fmt, ...)
	    __attribute__((format(printf, 5, 6)));
/* Is wrong at that octet of the message. */
void	explain_fault(struct explain *e, const uint8_t *at,
	    enum offence_verdict v, const char *section, const char *why);
/* The verdict on the message, if it is worse than what there is. */
void	explain_judge(struct explain *e, enum offence_verdict v,
	    uint8_t code, uint8_t subcode, const char *what, const char *why);
/* At most four octets. */
uint32_t explain_number(struct rbuf field);

#endif
