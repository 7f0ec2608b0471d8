/* SPDX-License-Identifier: ISC */
/*
 * An engine under supervision: started by a descriptor of its file, pinged,
 * and started again when it dies, at once and then with back-off.  The parent
 * never leaves because of one.
 */
#ifndef PARENT_ENGINE_H
#define PARENT_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"
#include "ipc/link.h"
#include "users.h"

enum engine_kind { ENGINE_SESSION, ENGINE_RDE, ENGINE_MAX };

struct engine;

struct engine_ops {
	/* It runs and its link is there. */
	void	(*up)(void *arg, enum engine_kind kind);
	/*
	 * It is gone; how says with what, crashed that it died of what it did,
	 * or did not come back from it.  It is started again by itself.
	 */
	void	(*down)(void *arg, enum engine_kind kind, const char *how,
		    bool crashed);
};

struct engine_conf {
	enum engine_kind	 kind;
	int			 exe_fd;	/* O_PATH; stays the caller's */
	int			 root_fd;	/* empty directory; the same */
	struct user_ids		 ids;
	const char		*software;	/* exabgp_version, or "" */
	const struct link_table	*table;	/* handlers get the struct engine */
	struct engine_ops	 ops;
	void			*arg;
};

const char *engine_kind_name(enum engine_kind kind);
struct engine *engine_new(struct loop *l, const struct engine_conf *conf);
void	engine_free(struct engine *e);	/* kills it when it still runs */
void	engine_spawn(struct engine *e);
/* From now on it is not started again. */
void	engine_retire(struct engine *e);
/* Kills it; what follows is as if it had died. */
void	engine_kill(struct engine *e, const char *why);
/* The same, but the next start is at once. */
void	engine_restart(struct engine *e);
void	engine_pong(struct engine *e, uint32_t gen);

bool	engine_running(const struct engine *e);
pid_t	engine_pid(const struct engine *e);	/* -1 none */
enum engine_kind engine_kind_of(const struct engine *e);
void	*engine_arg(const struct engine *e);
/* As link_send and link_send_fd; -1 when it is not there. */
int	engine_send(struct engine *e, uint16_t type, uint32_t peer,
	    uint32_t gen, const void *body, size_t len);
int	engine_send_fd(struct engine *e, uint16_t type, uint32_t peer,
	    uint32_t gen, const void *body, size_t len, int fd);

#endif
