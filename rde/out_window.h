/* SPDX-License-Identifier: ISC */
/* One window of variants for one neighbour, and the batch made of it. */
#ifndef RDE_OUT_WINDOW_H
#define RDE_OUT_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "update_out_send.h"

enum { OUT_SEEN_MAX = 8 };

/* What was written, and for whom else it would be the same. */
struct out_batch {
	struct wbuf	octets;
	struct pack_profile profile;
	enum family	family;
	uint64_t	version;
	uint64_t	from;		/* the cursor before */
	uint32_t	last;		/* the variant it passes */
	bool		shareable;
	bool		one_each;
	bool		replaces;	/* some replaced what was held */
	uint32_t	announced;
	uint32_t	withdrawn;
	uint32_t	gained;		/* NLRI newly held */
	uint32_t	lost;
	uint32_t	unsent;
	enum pack_result unsent_why;
	struct {
		uint32_t	targets;
		bool		member;
	} seen[OUT_SEEN_MAX];
	unsigned	nseen;
};

/* An UPDATE for each NLRI: as configured, or as the family wants it. */
bool	out_one_each(const struct peer *p, enum family f);

struct out_window;

struct out_window *out_window_new(struct rde *rde);
void	out_window_free(struct out_window *w);
/* again: of the second cursor, up to where the first stands. */
void	out_window_gather(struct out_window *w, struct peer *p,
	    enum family f, struct rib_cursor *c, bool again);
void	out_window_write(struct out_window *w, struct out_batch *b);
/* The batch is sent: withdraws are given back, once. */
void	out_window_finish(struct out_window *w, const struct out_batch *b);

#endif
