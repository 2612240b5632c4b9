"""One resident's visit as a pure function: `step(state, stamped) -> (state, effects)` and `view(state)`.

Nothing here knows a picture, a device, a clock or a socket; time, ids and what devices say come in as events.
"""
