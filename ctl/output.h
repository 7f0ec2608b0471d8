/* SPDX-License-Identifier: ISC */
/*
 * Results on their way to standard output: gathered in a buffer, written in
 * large pieces, in one of two forms (text, JSON).  A form is a table of
 * functions, one for each kind of record.
 */
#ifndef CTL_OUTPUT_H
#define CTL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/offence.h"
#include "command.h"
#include "event/json.h"
#include "ipc/control.h"
#include "nlri_said.h"

/* A neighbour, from both engines. */
struct neighbor_view {
	const struct ctl_neighbor	*n;
	const struct ctl_counters	*c;	/* NULL: not known */
};

struct path_view {
	struct ctl_rib_path		 p;
	const struct ctl_rib_neighbor	*peer;
	struct rbuf			 nlri;	/* or empty: a prefix */
	struct rbuf			 nexthop;	/* that is no address */
	struct rbuf			 attrs;
	struct ctl_flow_why		 why;	/* of an infeasible one */
};

struct network_view {
	struct ctl_network_row		 r;
	struct rbuf			 nlri;	/* or empty: a prefix */
	struct rbuf			 nexthop;	/* that is no address */
	struct rbuf			 attrs;
};

static inline struct nlri_said
path_said(const struct path_view *v)
{
	return (struct nlri_said){ .afi = v->p.afi, .safi = v->p.safi,
	    .plen = v->p.plen, .prefix = v->p.prefix, .octets = v->nlri,
	    .withdraw = (v->p.flags & CTL_P_WITHDRAWN) != 0 };
}

static inline struct nlri_said
network_said(const struct network_view *v)
{
	return (struct nlri_said){ .afi = v->r.afi, .safi = v->r.safi,
	    .plen = v->r.plen, .prefix = v->r.prefix, .octets = v->nlri,
	    .withdraw = v->r.negative != 0 };
}

/* A message that broke the rules. */
struct malformed_view {
	struct offence			 o;
	struct rbuf			 msg;
	/* who refused it: else the session engine */
	bool				 of_rde;
};

struct output;

struct output_form {
	void	(*begin)(struct output *o);	/* before the first record */
	void	(*neighbor)(struct output *o, const struct neighbor_view *v);
	void	(*path)(struct output *o, const struct path_view *v);
	void	(*network)(struct output *o, const struct network_view *v);
	void	(*memory)(struct output *o, const struct ctl_memory *m);
	void	(*malformed)(struct output *o, const struct malformed_view *v);
	void	(*process)(struct output *o, const struct ctl_process *p);
	/* of a trial: first the sums, then what follows for neighbours */
	void	(*changes)(struct output *o, const struct ctl_changes *c);
	void	(*change)(struct output *o, const struct ctl_change *c);
	void	(*warnings)(struct output *o, const char *lines);
	void	(*end)(struct output *o);
};

struct output {
	const struct output_form	*form;
	const struct command		*cmd;
	struct wbuf			 w;
	struct json			 j;
	int				 fd;
	bool				 numeric;	/* -n */
	bool				 begun;
	int				 error;		/* errno of a write */
	uint64_t			 total;	/* of memory */
	uint64_t			 records;
	/* of a trial: something differs, somebody would notice, all was said */
	bool				 differs;
	bool				 noticed;
	bool				 whole;
};

extern const struct output_form output_text;
extern const struct output_form output_json;

void	output_init(struct output *o, const struct output_form *form,
	    const struct command *cmd, int fd, bool numeric);
void	output_free(struct output *o);
/* begin, once; what has gathered is written when it is much. */
void	output_begin(struct output *o);
/* After each record; -1 when nobody takes the output any more. */
int	output_next(struct output *o);
/* begin if nothing did, end, and everything written.  0 or -1. */
int	output_end(struct output *o);
/* Writes all that has gathered.  0 or -1 with o->error. */
int	output_flush(struct output *o);

/* What to call a neighbour: its description, unless -n or there is none. */
const char *output_name(const struct output *o, const char *description,
	    const char *address);

#endif
