/* SPDX-License-Identifier: ISC */
/*
 * A connection to the daemon: the parent's socket, and the pipes to both
 * engines that it hands out.  Requests are sent and their answers awaited; no
 * call waits longer than the time without progress that the user allows.
 */
#ifndef CTL_CLIENT_H
#define CTL_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "ipc/control.h"
#include "ipc/link.h"
#include "ipc/link_sync.h"

enum engine { ENGINE_PARENT, ENGINE_SESSION, ENGINE_RDE, ENGINE_MAX };

enum { CLIENT_TEXT = 1024 };

struct client {
	struct link_sync	*link[ENGINE_MAX];
	int			 fd[ENGINE_MAX];	/* the links' */
	int			 timeout_ms;
	bool			 refused;	/* we were not let in */
	uint32_t		 last_id;
	char			 why[CLIENT_TEXT];	/* of the last -1 */
};

struct verdict {
	enum ctl_code	code;
	uint32_t	done;
	uint32_t	failed;
	char		text[CTL_TEXT_MAX + 1];	/* lines of anything but NUL */
};

/* A data message of an answer.  0, or -1: it is malformed. */
typedef int client_message(void *arg, struct link_msg *m);

/* 0, or -1 with why; close in both cases. */
int	client_open(struct client *c, const char *path, int timeout_ms);
void	client_close(struct client *c);
/* 0, or -1 with why: that engine is down. */
int	client_has(struct client *c, enum engine e);
int	client_send(struct client *c, enum engine e, uint16_t type,
	    uint32_t id, uint32_t gen, const void *body, size_t len);
/*
 * 1 a message, 0 nothing for timeout_ms when that is 0 or more, -1 with why.
 * A negative timeout_ms means the user's, whose end is an error.
 */
int	client_recv(struct client *c, enum engine e, struct link_msg *m,
	    int timeout_ms);
/* A CTL_END's body; 0, or -1 with why. */
int	client_verdict(struct client *c, struct link_msg *m,
	    struct verdict *v);
/* One request and its whole answer.  0 and *v, or -1 with why. */
int	client_ask(struct client *c, enum engine e, uint16_t type,
	    uint32_t gen, const void *body, size_t len, client_message *fn,
	    void *arg, struct verdict *v);
/*
 * Until the engine says more, where answers are wanted, or takes more: what of
 * POLLIN and POLLOUT, or -1.
 */
int	client_poll(struct client *c, enum engine e, bool answers);
/* Keeps what went wrong; returns -1. */
int	client_fail(struct client *c, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

#endif
