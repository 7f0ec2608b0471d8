/* SPDX-License-Identifier: ISC */
/*
 * A command of somebody else's, in a process group of its own, for as long as
 * it may take: then the whole group is killed.  One that cannot be killed (it
 * hangs in the kernel) is left behind, and only so many may be.
 */
#ifndef HEALTHCHECK_CHILD_H
#define HEALTHCHECK_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bsd/sys/queue.h>

#include "base/loop.h"

enum { CHILD_OUTPUT_MAX = 256, CHILD_LEFT_MAX = 4 };

enum child_end {
	CHILD_EXITED,		/* code is its status */
	CHILD_KILLED,		/* code is the signal */
	CHILD_TIMED_OUT,
	CHILD_NOT_STARTED,	/* output says why */
};

struct child_result {
	enum child_end	 end;
	int		 code;
	/* First line that it wrote, with what bytes it had; "" for none. */
	char		 output[CHILD_OUTPUT_MAX];
};

struct child;
TAILQ_HEAD(child_list, child);

/* What children of one process share. */
struct children {
	struct loop		*loop;
	struct child_list	 all;	/* also those that were killed */
	unsigned		 left;	/* killed and still not dead */
};

struct child_spec {
	const char	*const *argv;
	const char	*state;		/* $STATE, or NULL */
	bool		 listen;	/* read its output */
	int64_t		 timeout;	/* ms; 0: any time */
};

void		 children_init(struct children *c, struct loop *l);
/* Kills all that there are; no fn is called. */
void		 children_free(struct children *c);

/*
 * fn is called later, once, also when nothing could be started; the child is
 * gone then.
 */
struct child	*child_start(struct children *c, const struct child_spec *s,
		    void (*fn)(void *arg, const struct child_result *r),
		    void *arg);
/* Kills its group; fn will not be called.  NULL is fine. */
void		 child_kill(struct child *c);
bool		 child_succeeded(const struct child_result *r);
/* "exit status 2: first line"; timeout as in the spec.  Returns buf. */
const char	*child_explain(const struct child_result *r, int64_t timeout,
		    char *buf, size_t size);

#endif
