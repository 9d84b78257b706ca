import fc from "fast-check";

// What passes here passes elsewhere: a new find belongs to `npm run faults`, which takes another seed each time.
fc.configureGlobal({ seed: 20_261_126 });
